"""`dispatch completion`: a script by which a shell completes commands, options, items and tags."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.values import choose
from dispatch_cli.messages import mark
from dispatch_cli.render.formats.texts import Verbatim

SUMMARY = mark("Print a script for bash, zsh or fish that completes commands, items and tags.")

# Each script runs the program on the words before the cursor and gets a line for each candidate:
# what to insert, a tab, and what it means; where a path belongs, a tab and `path`.
# bash parts words at : and = too, and shows the meaning only where there is a choice.
BASH = r"""
_dispatch() {
    local line value meaning part rest=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
    local -a found=() words=()
    COMPREPLY=()
    for part in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if ((${#words[@]})) && [[ $rest != [[:space:]]* ]]; then
            words[${#words[@]}-1]+=$part
        else
            words+=("$part")
        fi
        rest=${rest#*"$part"}
    done
    [[ $part == [:=] ]] && part=
    while IFS= read -r line; do found+=("$line"); done < <(_DISPATCH_COMPLETE=bash "${words[@]}" 2>/dev/null)
    if [[ ${found[0]-} == $'\tpath' ]]; then
        compopt -o default
        return
    fi
    for line in "${found[@]}"; do
        value=${line%%$'\t'*} meaning=${line#*$'\t'}
        value=${value#"${words[${#words[@]}-1]%"$part"}"}
        if [[ $part == [\'\"]* ]]; then
            [[ $value == *[\'\"\\\$\`]* ]] && continue
        else
            value=$(printf %q "$value")
        fi
        if ((${#found[@]} > 1)) && [[ -n $meaning ]]; then
            COMPREPLY+=("$value  ($meaning)")
        else
            COMPREPLY+=("$value")
        fi
    done
}
complete -o nosort -F _dispatch dispatch
"""
ZSH = r"""
#compdef dispatch
_dispatch() {
    local line
    local -a found
    for line in "${(@f)$(_DISPATCH_COMPLETE=1 "${words[1]}" "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ $line == $'\tpath' ]] && _files && return
        [[ -n $line ]] && found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    (( $#found )) && _describe -V dispatch found
}
compdef _dispatch dispatch
"""
FISH = r"""
function __dispatch_complete
    set -lx _DISPATCH_COMPLETE 1
    set -l words (commandline -opc)
    set -l found ($words[1] $words[2..] (commandline -ct) 2>/dev/null)
    if test "$found[1]" = \tpath
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $found
    end
end
complete -c dispatch -f -k -a '(__dispatch_complete)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
_ShellArgument = Annotated[
    str, typer.Argument(metavar="SHELL", help=mark("bash, zsh or fish.")), option.OneOf([*SCRIPTS])
]


def run(
    shell: _ShellArgument,
    *,
    file: option.File = option.DEFAULT_FILE,  # noqa: ARG001 every command takes it
    log: option.Log = None,  # noqa: ARG001
    today: option.Today = None,  # noqa: ARG001
) -> Answer:
    """Return the script of a shell."""
    choose("SHELL", shell, SCRIPTS)
    return Answer(Verbatim(SCRIPTS[shell].lstrip()))
