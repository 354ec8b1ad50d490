#!/usr/bin/env bash
# Runs a private RabbitMQ in the foreground: rabbitmq.sh DIR AMQP_PORT MANAGEMENT_PORT DISTRIBUTION_PORT EPMD_PORT
# DIR is made when it is new. PIPELINE_SERVER_PASSWORD is the password of its administrator "pipeline".
# PIPELINE_BROKER_ADDRESS is the IPv4 address that it listens on (default: loopback); with PIPELINE_BROKER_CLUSTER, the addresses
# of all nodes in one line, it is a node of that cluster, and whoever is in the minority stops until it is not.
# SIGTERM stops it. Used by ./pipeline and by Pipeline.Testing, so that both run the same server.
# Everything that a RabbitMQ of the machine would share with it is its own: home, cookie, node name, ports, epmd.
set -euo pipefail

dir=$1
amqp=$2
management=$3
distribution=$4
address=${PIPELINE_BROKER_ADDRESS:-127.0.0.1}
cluster=${PIPELINE_BROKER_CLUSTER:-}
# epmd listens on loopback besides, whatever it is told.
export ERL_EPMD_PORT=$5 ERL_EPMD_ADDRESS=$address

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
  if [ -n "$cluster" ]; then
    # Nodes know each other by it: all of a cluster have the same.
    printf '%s' "$PIPELINE_SERVER_PASSWORD" | sha256sum | cut -c 1-32 | tr -d '\n' >"$dir/.erlang.cookie"
  elif [ ! -e "$dir/.erlang.cookie" ]; then
    od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$dir/.erlang.cookie"
  fi
  echo '[rabbitmq_management].' >"$dir/enabled_plugins"
  cat >"$dir/rabbitmq.conf" <<CONFIGURATION
listeners.tcp.1 = $address:$amqp
management.tcp.ip = $address
management.tcp.port = $management
default_user = pipeline
default_pass = ${PIPELINE_SERVER_PASSWORD:?}
log.file.level = warning
CONFIGURATION
  [ -z "$cluster" ] || write_cluster >>"$dir/rabbitmq.conf"
}

write_cluster() {
  echo 'cluster_partition_handling = pause_minority'
  echo 'cluster_formation.peer_discovery_backend = classic_config'
  local number=0 node
  for node in $cluster; do
    number=$((number + 1))
    echo "cluster_formation.classic_config.nodes.$number = pipeline@$node"
  done
}

write_configuration
export HOME=$dir
if [ -n "$cluster" ]; then
  export RABBITMQ_USE_LONGNAME=true RABBITMQ_NODENAME=pipeline@$address
else
  export RABBITMQ_NODENAME=pipeline-$amqp@localhost
fi
export RABBITMQ_NODE_PORT=$amqp RABBITMQ_DIST_PORT=$distribution
export RABBITMQ_MNESIA_BASE=$dir/mnesia RABBITMQ_LOG_BASE=$dir/log RABBITMQ_PID_FILE=$dir/pid
export RABBITMQ_CONFIG_FILE=$dir/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$dir/advanced.config
export RABBITMQ_CONF_ENV_FILE=$dir/rabbitmq-env.conf RABBITMQ_ENABLED_PLUGINS_FILE=$dir/enabled_plugins
export RABBITMQ_GENERATED_CONFIG_DIR=$dir/config
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {${address//./,}}"

# Ctrl-C on the terminal is the caller's to handle: it stops this server when it is done with it.
trap '' INT
cd "$dir"

# Started here and in the foreground: RabbitMQ would start one that daemonises, and nobody would stop it.
"$epmd" -port "$ERL_EPMD_PORT" -address "$ERL_EPMD_ADDRESS" &
epmd_pid=$!
trap 'kill "$epmd_pid" 2>/dev/null || true' EXIT
until (exec 3<>"/dev/tcp/$ERL_EPMD_ADDRESS/$ERL_EPMD_PORT") 2>/dev/null; do
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
