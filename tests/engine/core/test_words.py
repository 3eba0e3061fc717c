"""The one reader of the catalogue of texts."""

from engine.core.words import LANGUAGES, catalogue, text


def test_a_text_is_found_by_its_key_in_each_language():
    for lang, said in catalogue()["reason.averaged"].items():
        assert lang in LANGUAGES
        assert text("reason.averaged", lang, gradient="gradW1", count=3) == said.format(
            gradient="gradW1", count=3
        )


def test_a_text_that_is_missing_shows_its_key():
    assert text("reason.no_such_thing", "zh", gradient="gradW1") == "reason.no_such_thing"
