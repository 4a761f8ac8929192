from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0005_collections"),
    ]

    operations = [
        migrations.AddField(
            model_name="mediaimage",
            name="look",
            field=models.BinaryField(default=b"", editable=False),
        ),
    ]
