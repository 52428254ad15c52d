# Completion of topogen for fish: topogen completion fish > ~/.config/fish/completions/topogen.fish
function __topogen_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for candidate in ($words[1] __complete $words[2..-1] $current 2>/dev/null)
        switch $candidate
            case :folders
                __fish_complete_directories $current ''
            case :files
                __fish_complete_path $current
            case :specs
                __fish_complete_directories $current ''
                for file in (string unescape -- $current)*.{json,yaml,yml}
                    echo $file
                end
            case '*'
                echo $candidate
        end
    end
end
complete -c topogen -f -a '(__topogen_complete)'
