# guard.sh FOLDER KEPT STOP COMMAND...
#
# Runs a server for as long as the standard input of this script is open, which ends with whoever opened it, killed or
# not. What the server logged is copied to KEPT, its FOLDER is removed.
folder=$1 kept=$2 stop=$3
shift 3
exec 3<&0
"$@" < /dev/null 3<&- &
server=$!
{
    cat <&3 > /dev/null
    eval "$stop"
} &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher" 2> /dev/null
cp -f "$folder"/*.log "$kept"/
rm -rf "$folder"
exit "$status"
