# Cordboard and its Asterisk in one image: docs/docker.md says how to run it.
#
# Debian sid, because only sid and forky have Asterisk 22. For reproducible builds, use a dated tag:
#   docker build --build-arg BASE=debian:sid-20261116-slim .
ARG BASE=debian:sid-slim

FROM ${BASE} AS build
ENV DEBIAN_FRONTEND=noninteractive
# libnode-dev has the headers to compile better-sqlite3, so that nothing else is downloaded.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates g++ libnode-dev make nodejs npm python3
WORKDIR /opt/cordboard
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY setup setup
COPY src src
# What the build runs once, so that its bytecode is kept.
COPY plans plans
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund \
# Needed to compile better-sqlite3 only, not to run it.
 && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
      node_modules/better-sqlite3/build/Release/obj*

FROM ${BASE}
# Recorded numbers and sounds, in the same languages as `npm start`. Other languages are spoken by espeak-ng.
ARG SOUNDS="asterisk-core-sounds-en-wav asterisk-core-sounds-es-wav asterisk-core-sounds-fr-wav asterisk-prompt-de"
# tini reaps zombie processes of Asterisk and forwards signals: Node.js as the first process would do neither.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      asterisk ${SOUNDS} asterisk-moh-opsound-wav espeak-ng nodejs tini \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/debconf/*-old /var/log/apt /var/log/dpkg.log \
 && groupadd --gid 10001 cordboard \
 && useradd --uid 10001 --gid cordboard --home-dir /var/lib/cordboard --no-create-home --shell /usr/sbin/nologin cordboard \
 && install -d -o cordboard -g cordboard -m 0700 /var/lib/cordboard \
 && ln -s /opt/cordboard/dist/cli/main.js /usr/local/bin/cordboard
WORKDIR /opt/cordboard
COPY package.json ./
COPY asterisk-conf asterisk-conf
COPY plans plans
COPY --from=build /opt/cordboard/node_modules node_modules
COPY --from=build /opt/cordboard/dist dist

# The engine and Asterisk run as one unprivileged user: all their ports are above 1023.
USER cordboard
ENV NODE_ENV=production \
    CORDBOARD_HOME=/var/lib/cordboard \
    CORDBOARD_FREEZE_LIMIT=0
VOLUME /var/lib/cordboard
# SIP, the API (on 127.0.0.1 unless CORDBOARD_HTTP_ADDRESS is set), audio.
EXPOSE 5060/udp 5060/tcp 8080/tcp 10000-20000/udp
# credentials.json contains the address of the API.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "-e", \
  "const { api } = JSON.parse(fs.readFileSync(process.env.CORDBOARD_HOME + '/credentials.json', 'utf8')); fetch(api.url + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1))"]
ENTRYPOINT ["tini", "--", "node", "--max-semi-space-size=4", "--v8-pool-size=1", "/opt/cordboard/dist/cli/main.js"]
CMD ["start"]
