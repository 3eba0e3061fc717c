"""The figures of the page *Train*, as Plotly takes them; what moves is put in by the browser."""
