#compdef topogen
# Completion of topogen for zsh: source <(topogen completion zsh), after compinit
_topogen() {
    local candidate
    local -a found
    found=(${(f)"$(${(Q)words[1]} __complete "${(Q@)words[2,CURRENT]}" 2>/dev/null)"})
    for candidate in $found; do
        case $candidate in
        :folders) _files -/ ;;
        :files) _files ;;
        :specs) _files -g '*.(json|yaml|yml)' ;;
        *) compadd -- $candidate ;;
        esac
    done
}
compdef _topogen topogen
