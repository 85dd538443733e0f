"""`dispatch completion`: a script by which a shell completes commands, options, items and tags."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import choose
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark

SUMMARY = mark("Print a script for bash, zsh or fish that completes commands, items and tags.")

# Each script runs the program on the words before the cursor and gets a line for each candidate:
# what to insert, a tab, and what it means. bash shows the meaning only where there is a choice.
BASH = r"""
_dispatch() {
    local line value meaning IFS=$'\n'
    local -a found=()
    COMPREPLY=()
    while IFS= read -r line; do found+=("$line"); done < <(
        _DISPATCH_COMPLETE=1 "${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null
    )
    for line in "${found[@]}"; do
        value=${line%%$'\t'*} meaning=${line#*$'\t'}
        if ((${#found[@]} > 1)) && [[ -n $meaning ]]; then
            COMPREPLY+=("$value  ($meaning)")
        else
            COMPREPLY+=("$(printf %q "$value")")
        fi
    done
}
complete -o default -o nosort -F _dispatch dispatch
"""
ZSH = r"""
#compdef dispatch
_dispatch() {
    local line
    local -a found
    for line in "${(@f)$(_DISPATCH_COMPLETE=1 "${words[1]}" "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] && found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( $#found )); then
        _describe -V dispatch found
    else
        _files
    fi
}
compdef _dispatch dispatch
"""
FISH = r"""
function __dispatch_complete
    set -lx _DISPATCH_COMPLETE 1
    set -l words (commandline -opc)
    set -l found ($words[1] $words[2..] (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c dispatch -f -k -a '(__dispatch_complete)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def run(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help=mark("bash, zsh or fish."))],
    *,
    file: option.File = option.DEFAULT_FILE,  # noqa: ARG001 every command takes it
    log: option.Log = None,  # noqa: ARG001
    today: option.Today = None,  # noqa: ARG001
) -> Result:
    """Return the script of a shell."""
    choose("SHELL", shell, SCRIPTS)
    return Result(lambda _: SCRIPTS[shell].lstrip())
