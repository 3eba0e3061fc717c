"""Send a lesson to the browser: its words and judgements once, the rest for each stop."""

from app.views.lesson.data import lesson_data

__all__ = ["lesson_data"]
