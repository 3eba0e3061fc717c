# Any Debian with Python 3.11 or newer, its venv and pip will do as a base.
ARG BASE=python:3.13-slim
FROM ${BASE}

WORKDIR /srv/backprop

# Only a change of the requirements builds this layer anew.
COPY requirements.txt .
RUN python3 -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --quiet --requirement requirements.txt

COPY .streamlit .streamlit
COPY assets assets
COPY engine engine
COPY app app
RUN /opt/venv/bin/python -m compileall -q engine app

# The container needs no place to write but /tmp: it can run with a read-only root.
ENV PATH=/opt/venv/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PORT=8501
USER 10001:10001

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/_stcore/health', timeout=4)"]

# The shell is there only to read PORT, and gives its place to the server.
CMD ["sh", "-c", "exec streamlit run app/server.py --server.address 0.0.0.0 --server.port \"$PORT\" --server.headless true"]
