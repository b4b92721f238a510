# The service on Debian 12, set up by the same script as everywhere else: bin/install brings python3 and the rest.
FROM debian:12-slim

RUN useradd --system --create-home --home-dir /srv/send-review send-review
WORKDIR /srv/send-review
COPY . .
RUN bin/install run \
    && rm -rf /var/lib/apt/lists/* /root/.cache \
    && install -d -o send-review -g send-review var

USER send-review
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
VOLUME ["/srv/send-review/var"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD [".venv/bin/python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health', timeout=4)"]
CMD [".venv/bin/send-review", "serve"]
