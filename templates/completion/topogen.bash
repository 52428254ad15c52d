# Completion of topogen for bash: source <(topogen completion bash)
_topogen() {
    local line=${COMP_LINE:0:COMP_POINT} words current candidate kept
    # Words are split anew, without taking a colon for an end of one, as bash does. A backslash keeps a space in a word.
    # shellcheck disable=SC2162
    read -a words <<<"$line"
    [[ $line == *[[:space:]] && $line != *\\[[:space:]] ]] && words+=("")
    current=${words[${#words[@]} - 1]}
    # bash puts a candidate in the place of what stands behind the last colon or equals sign.
    kept=${current%"${current##*[:=]}"}
    COMPREPLY=()
    while IFS= read -r candidate; do
        case $candidate in
        :folders) _topogen_files -d "$current" ;;
        :files) _topogen_files -f "$current" ;;
        :specs) _topogen_files -s "$current" ;;
        *) COMPREPLY+=("${candidate#"$kept"}") ;;
        esac
    done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
}
_topogen_files() {
    local found
    compopt -o filenames 2>/dev/null
    while IFS= read -r found; do
        case $1:$found in
        -f:* | -s:*.json | -s:*.yaml | -s:*.yml) COMPREPLY+=("$found") ;;
        *) [[ -d $found ]] && COMPREPLY+=("$found") ;;
        esac
    done < <(compgen -f -- "$2")
}
complete -F _topogen topogen
