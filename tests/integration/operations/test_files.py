from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model


def test_a_picture_is_served_without_debug(client: Client, vitrine_data: Path) -> None:
    (vitrine_data / "media" / "a.webp").write_bytes(b"picture")
    response = client.get("/media/a.webp")
    assert (response.status_code, response["Content-Type"], response.getvalue()) == (200, "image/webp", b"picture")


def test_nothing_outside_the_folder_is_served(client: Client, vitrine_data: Path) -> None:
    (vitrine_data / "secret-key").write_text("secret")
    assert client.get("/media/../secret-key").status_code == 400
    assert client.get("/media/%2e%2e/secret-key").status_code == 400
    assert client.get("/media/").status_code == 404


def test_a_picture_may_be_kept_for_a_day(client: Client, vitrine_data: Path) -> None:
    (vitrine_data / "media" / "a.webp").write_bytes(b"picture")
    response = client.get("/media/a.webp")
    assert (response["Cache-Control"], response.getvalue()) == ("public, max-age=86400", b"picture")


def test_a_file_that_a_browser_would_run_is_no_document(db: None, vitrine_data: Path) -> None:
    document = get_document_model()(title="Page", file=ContentFile(b"<script>alert(1)</script>", name="page.html"))
    with pytest.raises(ValidationError) as caught:
        document.full_clean()
    assert list(caught.value.message_dict) == ["file"]
    assert not (vitrine_data / "media" / "documents").exists()
