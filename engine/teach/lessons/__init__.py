"""Lessons: documents to walk through, with every number that they print held against the engine.

- `tables`: a lesson's files; `expression`, `program`, `printed`, `notation`: what is written there
- `scene`: a program with values; `changes`: the same with an accident or another setting
- `checkpoint`: a printed array and its judgement; `finding`: a printed formula that does not hold
- `lesson`: a whole lesson, read from its folder under `assets/lessons`
"""
