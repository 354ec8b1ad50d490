#!/usr/bin/env bash
# Runs a private RabbitMQ in the foreground: rabbitmq.sh DIR AMQP_PORT MANAGEMENT_PORT DISTRIBUTION_PORT EPMD_PORT
# DIR is made when it is new. PIPELINE_SERVER_PASSWORD is the password of its administrator "pipeline".
# SIGTERM stops it. Used by ./pipeline and by Pipeline.Testing, so that both run the same server.
# Everything that a RabbitMQ of the machine would share with it is its own: home, cookie, node name, ports, epmd.
set -euo pipefail

dir=$1
amqp=$2
management=$3
distribution=$4
export ERL_EPMD_PORT=$5 ERL_EPMD_ADDRESS=127.0.0.1

# Debian's program on the PATH is a wrapper that changes the user and the folder: the real one lies in /usr/lib.
server=/usr/lib/rabbitmq/bin/rabbitmq-server
[ -x "$server" ] || server=$(command -v rabbitmq-server || true)
epmd=$(command -v epmd || true)
if [ -z "$server" ] || [ -z "$epmd" ]; then
  echo "RabbitMQ is not installed. Debian: apt-get install rabbitmq-server" >&2
  exit 69
fi

write_configuration() {
  umask 077
  mkdir -p "$dir/log" "$dir/mnesia"
  [ -e "$dir/.erlang.cookie" ] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$dir/.erlang.cookie"
  echo '[rabbitmq_management].' >"$dir/enabled_plugins"
  cat >"$dir/rabbitmq.conf" <<CONFIGURATION
listeners.tcp.1 = 127.0.0.1:$amqp
management.tcp.ip = 127.0.0.1
management.tcp.port = $management
default_user = pipeline
default_pass = ${PIPELINE_SERVER_PASSWORD:?}
log.file.level = warning
CONFIGURATION
}

write_configuration
export HOME=$dir
export RABBITMQ_NODENAME=pipeline-$amqp@localhost
export RABBITMQ_NODE_PORT=$amqp RABBITMQ_DIST_PORT=$distribution
export RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log RABBITMQ_PID_FILE=$dir/pid
export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$dir/advanced.config
export RABBITMQ_CONF_ENV_FILE=$dir/rabbitmq-env.conf RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
export RABBITMQ_GENERATED_CONFIG_DIR=$dir/config
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"

# Ctrl-C on the terminal is the caller's to handle: it stops this server when it is done with it.
trap '' INT
cd "$dir"

# Started here and in the foreground: RabbitMQ would start one that daemonises, and nobody would stop it.
"$epmd" -port "$ERL_EPMD_PORT" -address 127.0.0.1 &
epmd_pid=$!
trap 'kill "$epmd_pid" 2>/dev/null || true' EXIT
until (exec 3<>"/dev/tcp/127.0.0.1/$ERL_EPMD_PORT") 2>/dev/null; do
  kill -0 "$epmd_pid" 2>/dev/null || { echo "epmd did not start on port $ERL_EPMD_PORT" >&2; exit 1; }
  sleep 0.1
done

"$server" &
server_pid=$!
trap 'kill -TERM "$server_pid" 2>/dev/null || true' TERM

# A trapped signal ends the first wait early: wait again until the server is really gone.
status=0
wait "$server_pid" || status=$?
while kill -0 "$server_pid" 2>/dev/null; do
  wait "$server_pid" || status=$?
done
exit "$status"
