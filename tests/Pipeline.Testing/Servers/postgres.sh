#!/usr/bin/env bash
# Runs a private PostgreSQL in the foreground: postgres.sh DIR PORT
# DIR is made and initialised when it is new. PIPELINE_SERVER_PASSWORD is the password of its superuser "pipeline".
# SIGINT stops it ("fast shutdown"). Used by ./pipeline and by Pipeline.Testing, so that both run the same server.
set -euo pipefail

dir=$1
port=$2

find_programs() {
  local programs
  for programs in "$(dirname "$(command -v initdb || echo /none)")" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    [ -x "$programs/initdb" ] && [ -x "$programs/postgres" ] && echo "$programs" && return
  done
  echo "PostgreSQL is not installed. Debian: apt-get install postgresql" >&2
  return 1
}

# While it is still being made: the program that runs is waited for, and then this is the end.
trap 'exit 130' INT

programs=$(find_programs) || exit 69

# PostgreSQL refuses to run as root. setpriv becomes the server, so that signals reach it and not a shell around it.
as_user=()
if [ "$(id -u)" = 0 ]; then
  as_user=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi

if [ ! -e "$dir/data/PG_VERSION" ]; then
  mkdir -p "$dir/data"
  printf '%s' "${PIPELINE_SERVER_PASSWORD:?}" >"$dir/password"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$dir"
  locale=()
  if locale -a 2>/dev/null | grep -qiE '^C\.utf-?8$'; then locale=(--locale=C.UTF-8); fi
  ${as_user[@]+"${as_user[@]}"} "$programs/initdb" -D "$dir/data" -U pipeline --pwfile="$dir/password" \
    --auth=scram-sha-256 --encoding=UTF8 --lc-messages=C ${locale[@]+"${locale[@]}"} --no-sync
  rm -f "$dir/password"
fi

cd "$dir"
exec ${as_user[@]+"${as_user[@]}"} "$programs/postgres" -D "$dir/data" -p "$port" \
  -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c timezone=UTC
