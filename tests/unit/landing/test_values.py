from campaigns.landing.templating.values import keep_known, strip_ids


def test_ids_of_blocks_go_and_everything_else_stays():
    raw = [
        {
            "type": "shelf",
            "id": "one",
            "value": {"heading": "Tea", "slides": [{"type": "item", "id": "two", "value": {"id": 7}}], "picture": None},
        }
    ]
    assert strip_ids(raw) == [
        {
            "type": "shelf",
            "value": {"heading": "Tea", "slides": [{"type": "item", "value": {"id": 7}}], "picture": None},
        }
    ]


def test_only_blocks_of_known_types_are_kept():
    raw = [
        {"type": "shelf", "value": {}, "id": "x", "extra": 1},
        {"type": "script", "value": "alert(1)"},
        {"type": "shelf"},
        {"type": 7, "value": ""},
        "shelf",
        None,
    ]
    assert keep_known(raw, ["shelf"]) == [{"type": "shelf", "value": {}}]
