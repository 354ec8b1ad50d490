# shellcheck shell=bash
# "./pipeline test", "./pipeline chaos" and "./pipeline bench": sourced by ../pipeline, whose root, framework, usage, fail,
# misused, require_sdk, build and port_is_taken it uses.

servers=$root/tests/Pipeline.Testing/Servers
work=''          # temporary folder of this run
current=''       # the step or test program under way
guarded=''       # set if it is a test program, whose guard ends what it started
postgres_pid=''  # the servers started here; none if they were given
rabbitmq_pid=''
management_port=''
passed=0
failed=0
skipped=0
failures=() # the tests that failed, by name

run_tests() {
  local names=()
  while (($# > 0)); do
    case $1 in
      --help | -h) usage && exit ;;
      --) shift && break ;;
      -*) misused "test has no option '$1'." ;;
      *) names+=("$1") ;;
    esac
    shift
  done
  cd "$root" || exit
  require_sdk
  local projects
  projects=$(test_projects ${names[@]+"${names[@]}"}) || exit 2
  install_missing postgresql rabbitmq-server iproute2 chromium curl

  # Each job gets a process group of its own, so that Ctrl-C reaches this script alone and it ends them in its own order.
  set -m
  work=$(mktemp -d "${TMPDIR:-/tmp}/pipeline-test.XXXXXX")
  chmod 711 "$work"
  trap clean_up EXIT
  trap 'echo "Interrupted." >&2; exit 130' INT
  trap 'exit 143' TERM HUP

  start_servers
  # By hand a changed version changes the lock files, to be committed with it; CI takes what was committed.
  local locked=()
  if [ -n "${CI:-}" ]; then locked=(--locked-mode); fi
  step Restore dotnet restore Pipeline.sln ${locked[@]+"${locked[@]}"} -v quiet
  step 'Build, warnings as errors' dotnet build Pipeline.sln -c Release --no-restore -warnaserror -nodeReuse:false -v quiet --nologo
  ((${#names[@]} > 0)) || step 'Format' dotnet format Pipeline.sln --verify-no-changes --no-restore
  await_servers
  local project
  for project in $projects; do
    run_project "$project" "$@"
  done
  clean_up
  conclude
}

# "./pipeline chaos": its servers are private ones that it starts and kills itself.
run_chaos() {
  case ${1:-} in --help | -h) usage && exit ;; esac
  cd "$root" || exit
  require_sdk
  unset PIPELINE_TEST_POSTGRES PIPELINE_TEST_RABBITMQ
  case " $* " in
    *' embedded '*) ;;
    *) install_missing postgresql rabbitmq-server iproute2 ;;
  esac
  build tests/Pipeline.Chaos
  exec dotnet "tests/Pipeline.Chaos/bin/Release/$framework/Pipeline.Chaos.dll" "$@"
}

# "./pipeline bench": on private servers, too.
run_bench() {
  case " $* " in *' --help '* | *' -h '*) usage && exit ;; esac
  require_sdk
  unset PIPELINE_TEST_POSTGRES PIPELINE_TEST_RABBITMQ
  install_missing postgresql rabbitmq-server
  publish bench
  local programs=("$root/bench/bin/Release/$framework"/*/publish)
  # All that is measured, and what it is measured against, shares two cores.
  exec taskset -c 0,1 dotnet "${programs[0]}/Pipeline.Bench.dll" "$@"
}

# The test projects, or those of them with one of the given names in their name.
test_projects() {
  local name
  (($# > 0)) || set -- ''
  for name in "$@"; do
    compgen -G "tests/*$name*/*.csproj" || misused "no test project has '$name' in its name."
  done | sed 's|.*/||; s|\.csproj$||' | grep -vx -e Pipeline.Testing -e Pipeline.Chaos | sort -u
}

# Installs those of the given packages (Debian's names) whose programs aren't here.
install_missing() {
  local packages=() package
  for package in "$@"; do
    is_there "$package" || packages+=("$package")
  done
  ((${#packages[@]} > 0)) || return 0

  local as_root=()
  if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
  if ! command -v apt-get >/dev/null || ! command -v "${as_root[0]:-true}" >/dev/null; then
    fail "these are missing for the tests: ${packages[*]} (Debian's package names). Install them and try again.
Instead of the two servers, PIPELINE_TEST_POSTGRES and PIPELINE_TEST_RABBITMQ can name running ones: see ./pipeline --help"
  fi
  echo "Installing ${packages[*]} ..."
  local log
  log=$(mktemp)
  if ! {
    ${as_root[@]+"${as_root[@]}"} apt-get update &&
      ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}"
  } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    fail "${packages[*]} could not be installed; apt-get's output is above."
  fi
  rm -f "$log"
}

is_there() {
  local program
  case $1 in
    postgresql) [ -n "${PIPELINE_TEST_POSTGRES:-}" ] || command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
    rabbitmq-server) [ -n "${PIPELINE_TEST_RABBITMQ:-}" ] || command -v rabbitmq-server >/dev/null || [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] ;;
    # Only where it is easily had: without it brokers aren't cut off.
    iproute2) ! command -v apt-get >/dev/null || command -v ip >/dev/null || [ -x /usr/sbin/ip ] ;;
    chromium)
      for program in chromium chromium-browser google-chrome; do
        if command -v "$program" >/dev/null; then return 0; fi
      done
      return 1
      ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# The first of five ports in a row with nothing listening on them, below the range that the system gives to outgoing connections.
free_ports() {
  local first port
  while :; do
    first=$((20000 + RANDOM % 2000 * 6))
    for port in {0..4}; do
      if port_is_taken $((first + port)); then continue 2; fi
    done
    echo "$first"
    return
  done
}

# Both start while the build runs, and are awaited after it.
start_servers() {
  local port password
  port=$(free_ports)
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  if [ -z "${PIPELINE_TEST_POSTGRES:-}" ]; then
    PIPELINE_SERVER_PASSWORD=$password "$servers/postgres.sh" "$work/postgres" "$port" >"$work/postgres.log" 2>&1 </dev/null &
    postgres_pid=$!
    export PIPELINE_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=pipeline;Password=$password;Database=postgres"
  fi
  if [ -z "${PIPELINE_TEST_RABBITMQ:-}" ]; then
    local amqp=$((port + 1)) distribution=$((port + 3)) epmd=$((port + 4))
    management_port=$((port + 2))
    PIPELINE_SERVER_PASSWORD=$password "$servers/rabbitmq.sh" "$work/rabbitmq" "$amqp" "$management_port" "$distribution" "$epmd" \
      >"$work/rabbitmq.log" 2>&1 </dev/null &
    rabbitmq_pid=$!
    export PIPELINE_TEST_RABBITMQ="amqp://pipeline:$password@127.0.0.1:$amqp/"
    export PIPELINE_TEST_RABBITMQ_MANAGEMENT="http://pipeline:$password@127.0.0.1:$management_port/"
  fi
}

await_servers() {
  [ -z "$postgres_pid" ] || await_server PostgreSQL "$postgres_pid" "$work/postgres.log" postgres_answers
  [ -z "$rabbitmq_pid" ] || await_server RabbitMQ "$rabbitmq_pid" "$work/rabbitmq.log" rabbitmq_answers
}

await_server() {
  local name=$1 pid=$2 log=$3 answers=$4 deadline=$((SECONDS + 120))
  until "$answers"; do
    if ! kill -0 "$pid" 2>/dev/null || ((SECONDS > deadline)); then
      cat "$log" >&2
      fail "the private $name did not start; its output is above."
    fi
    sleep 0.2
  done
}

postgres_answers() {
  grep -q 'ready to accept connections' "$work/postgres.log"
}

# Its listener for AMQP comes last.
rabbitmq_answers() {
  rabbitmq_passes virtual-hosts && rabbitmq_passes protocol-listener/amqp
}

# Asked through bash itself: curl isn't on every machine.
rabbitmq_passes() {
  local check=$1 login=${PIPELINE_TEST_RABBITMQ_MANAGEMENT#http://} status
  login=$(printf '%s' "${login%@*}" | base64)
  (
    exec 3<>"/dev/tcp/127.0.0.1/$management_port"
    printf 'GET /api/health/checks/%s HTTP/1.0\r\nAuthorization: Basic %s\r\n\r\n' "$check" "$login" >&3
    read -r -t 10 status <&3
    [[ $status == *' 200 '* ]]
  ) 2>/dev/null
}

# Runs a command in the background and waits, so that a signal to this script is heard at once.
job() {
  local log=$1 status=0
  shift
  "$@" >"$log" 2>&1 </dev/null &
  current=$!
  wait "$current" || status=$?
  current=''
  return "$status"
}

# One step of the check: a line with its time, or its output and the end.
step() {
  local title=$1 started=$SECONDS
  shift
  if ! job "$work/step.log" "$@"; then
    cat "$work/step.log" >&2
    fail "$title: failed; the output is above."
  fi
  report "$title" '' $((SECONDS - started))
}

report() {
  printf '%-34s %-32s %4d s\n' "$1" "$2" "$3"
}

run_project() {
  local project=$1 started=$SECONDS status=0
  shift
  local log=$work/$project.log results=$work/$project.xml
  local program=tests/$project/bin/Release/$framework/$project.dll
  local limit=()
  if command -v timeout >/dev/null; then limit=(timeout --kill-after=60 2400); fi
  guarded=1
  job "$log" ${limit[@]+"${limit[@]}"} dotnet "$program" -noLogo -noColor -noAutoReporters -longRunning 120 -result-xml "$results" "$@" || status=$?
  guarded=''

  local project_passed project_failed project_skipped
  project_passed=$(total passed "$results")
  project_failed=$(total failed "$results")
  project_skipped=$(total skipped "$results")
  # A program that crashed, hung or failed outside of a test counts as one failure: its totals say nothing of it.
  if ((project_failed == 0)) && { ((status != 0)) || [ ! -s "$results" ]; }; then project_failed=1; fi
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
  skipped=$((skipped + project_skipped))

  # Whoever asks for what the tests say sees it, whether or not they passed.
  if ((project_failed > 0)) || [[ " $* " == *' -showLiveOutput '* ]]; then cat "$log"; fi
  if ((project_failed > 0)); then
    echo "$project ended with exit code $status."
    local names
    mapfile -t names < <(failed_tests "$results")
    failures+=("${names[@]:-$project}")
  fi
  report "$project" "$(totals "$project_passed" "$project_failed" "$project_skipped")" $((SECONDS - started))
}

# One number of a result file's line "<assembly ... passed="3" ...>"; 0 if the program left none.
total() {
  local number=''
  if [ -s "$2" ]; then number=$(grep -o '<assembly [^>]*' "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | head -n 1); fi
  echo "${number:-0}"
}

# The names of the tests that failed, a line each; a name may hold "&quot;".
failed_tests() {
  [ ! -s "$1" ] || grep -o '<test [^>]*result="Fail"' "$1" | sed 's/.* name="\([^"]*\)".*/\1/; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

totals() {
  printf '%d passed, %d failed' "$1" "$2"
  (($3 == 0)) || printf ', %d skipped' "$3"
}

conclude() {
  if ((passed + failed == 0)); then echo "No test was run." >&2; fi
  ((${#failures[@]} == 0)) || printf 'Failed: %s\n' "${failures[@]}"
  printf '%s\n' "$(totals "$passed" "$failed" "$skipped")"
  ((passed > 0 && failed == 0)) || exit 1
  exit 0
}

clean_up() {
  # From here on a second Ctrl-C must not leave anything behind.
  trap '' INT TERM HUP
  trap - EXIT
  stop_current
  # Their data goes with them: nothing of it needs an orderly end. PostgreSQL gets one for the sake of its shared memory.
  if [ -n "$rabbitmq_pid" ]; then kill -KILL -- "-$rabbitmq_pid" 2>/dev/null || true; fi
  if [ -n "$postgres_pid" ]; then kill -INT -- "-$postgres_pid" 2>/dev/null || true; fi
  wait $postgres_pid $rabbitmq_pid 2>/dev/null || true
  postgres_pid='' rabbitmq_pid=''
  if [ -n "$work" ]; then rm -rf "$work"; fi
}

# Ends the step or test program under way. A test program's guard then ends what that one had started, and is the last of its group.
stop_current() {
  [ -n "$current" ] || return 0
  local try
  kill -TERM "$current" 2>/dev/null || true
  for try in {1..400}; do
    current_runs || return 0
    if ((try == 100)); then kill -KILL "$current" 2>/dev/null || true; fi
    sleep 0.1
  done
  if [ -n "$guarded" ]; then kill -KILL -- "-$current" 2>/dev/null || true; fi
}

# Where the first process of a container doesn't reap its orphans, they stay in the group as zombies: these don't count.
current_runs() {
  if [ -z "$guarded" ]; then
    kill -0 "$current" 2>/dev/null
  elif [ -d /proc/self ]; then
    cat /proc/[0-9]*/stat 2>/dev/null | grep -qE "\) [^ZX] [0-9]+ $current "
  else
    kill -0 -- "-$current" 2>/dev/null
  fi
}
