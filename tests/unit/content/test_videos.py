import pytest

from cms.content.videos import read_video


@pytest.mark.parametrize(
    ("url", "platform", "player"),
    [
        (
            "https://www.bilibili.com/video/BV1xx411c7mD/?spm_id_from=333",
            "Bilibili",
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0",
        ),
        ("https://m.bilibili.com/video/BV1xx411c7mD", "Bilibili", None),
        ("https://v.youku.com/v_show/id_XNTE2MzQ==.html", "Youku", "https://player.youku.com/embed/XNTE2MzQ=="),
        (
            "https://v.qq.com/x/page/a0923abcde.html",
            "Tencent Video",
            "https://v.qq.com/txp/iframe/player.html?vid=a0923abcde",
        ),
        ("https://v.qq.com/x/cover/mzc00200/a0923abcde.html", "Tencent Video", None),
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "YouTube", None),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "YouTube", None),
        ("http://vimeo.com/76979871", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1"),
    ],
)
def test_a_video_is_found(url: str, platform: str, player: str | None) -> None:
    video = read_video(url)
    assert video is not None
    assert video.platform == platform
    assert player is None or video.embed_url == player


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "https://example.com/video/BV1xx411c7mD",
        "https://www.bilibili.com.evil.example/video/BV1xx411c7mD",
        "https://evil.example/?https://www.bilibili.com/video/BV1xx411c7mD",
        "https://www.bilibili.com@evil.example/video/BV1xx411c7mD",
        'https://www.bilibili.com/video/BV1xx"><script>',
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/watch?v=../../x",
        "https://www.youtube.com/watch",
        "https://vimeo.com/channels/staffpicks",
        "ftp://vimeo.com/76979871",
        "https://[bad",
    ],
)
def test_what_is_no_video_of_a_known_platform(url: str) -> None:
    assert read_video(url) is None
