"""Lessons: documents to walk through; every number that they print is compared with the engine.

- `tables`: a lesson's files; `expression`, `program`, `printed`, `notation`: the texts in them
- `scene`: a program with values; `changes`: a scene with an accident or another setting
- `checkpoint`: a printed array compared with the engine's; `finding`: a wrong formula in print
- `lesson`: a whole lesson, read from its folder under `assets/lessons`
"""
