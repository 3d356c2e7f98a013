# bash completion for flyimg(1)
_flyimg() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	COMPREPLY=()
	case $prev in
	--format)
		COMPREPLY=($(compgen -W "text json jsonl csv sarif html" -- "$cur"))
		return ;;
	--severity | --fail-on)
		COMPREPLY=($(compgen -W "critical high medium low info" -- "$cur"))
		return ;;
	--only | --skip)
		COMPREPLY=($(compgen -W "secret file image dockerfile fly cross
			$(flyimg rules 2>/dev/null | awk '/^ *[a-z0-9]+(-[a-z0-9]+)+ / { print $1 }')" -- "$cur"))
		return ;;
	-C)
		COMPREPLY=($(compgen -d -- "$cur"))
		return ;;
	esac
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "check audit merge lint rules help --help --version" -- "$cur"))
	elif [[ $cur == -* ]]; then
		COMPREPLY=($(compgen -W "$(flyimg help "${COMP_WORDS[1]}" 2>/dev/null |
			grep -oE -e '--[a-z][a-z-]*' | sort -u)" -- "$cur"))
	else
		COMPREPLY=($(compgen -f -- "$cur"))
	fi
}
complete -o filenames -F _flyimg flyimg
