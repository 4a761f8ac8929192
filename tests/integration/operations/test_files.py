from pathlib import Path

from django.test import Client


def test_a_picture_is_served_without_debug(client: Client, vitrine_data: Path) -> None:
    (vitrine_data / "media" / "a.webp").write_bytes(b"picture")
    response = client.get("/media/a.webp")
    assert (response.status_code, response["Content-Type"], response.getvalue()) == (200, "image/webp", b"picture")


def test_nothing_outside_the_folder_is_served(client: Client, vitrine_data: Path) -> None:
    (vitrine_data / "secret-key").write_text("secret")
    assert client.get("/media/../secret-key").status_code == 400
    assert client.get("/media/%2e%2e/secret-key").status_code == 400
    assert client.get("/media/").status_code == 404
