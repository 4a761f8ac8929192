"""What the promotion rules are measured against: django-oscar, in a locked environment of its own."""
