#compdef flyimg
# zsh completion for flyimg(1)
local -a commands severities
commands=(
	'check:judge exported images, with the project in the current folder'
	'audit:judge all images of a registry or a folder'
	'merge:tell what the parts of an audit found together'
	'lint:judge Dockerfile, .dockerignore and fly.toml without an image'
	'rules:list the rules, or explain one'
	'help:show help for a command'
)
severities=(critical high medium low info)

if (( CURRENT == 2 )); then
	_describe command commands
	return
fi
case $words[CURRENT-1] in
--format) compadd text json jsonl csv sarif html ;;
--severity | --fail-on) compadd $severities ;;
-C) _files -/ ;;
*)
	if [[ $PREFIX == -* ]]; then
		compadd -- $(flyimg help $words[2] 2>/dev/null | grep -oE -e '--[a-z][a-z-]*' | sort -u)
	else
		_files
	fi ;;
esac
