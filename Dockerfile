# syntax=docker/dockerfile:1
FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /vitrine
RUN python -m venv /environment
ENV PATH=/environment/bin:$PATH
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --no-deps --require-hashes -r requirements.txt
COPY . .
# Messages, the explorer's files and the admin's static files are made here, so that a container starts at once.
ENV DJANGO_SETTINGS_MODULE=cms.settings.production VITRINE_DATA=/tmp/build-data SECRET_KEY=only-while-building
RUN python manage.py messages --compile \
    && python manage.py build_explorer \
    && find node_modules -mindepth 1 -maxdepth 1 ! -name .vitrine -exec rm -rf {} + \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q cms search campaigns graphql

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 1000 --create-home vitrine \
    && install -d -o vitrine -g vitrine /data
COPY --from=build /environment /environment
COPY --from=build /vitrine /vitrine
WORKDIR /vitrine
ENV PATH=/environment/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    VITRINE_DATA=/data \
    PORT=8000
USER vitrine
VOLUME /data
EXPOSE 8000
# The health addresses ask for no host name, no TLS and no session.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/live', timeout=4)"]
# The web server alone: `python manage.py work` is the worker, `python manage.py prepare` goes before both.
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0"]
