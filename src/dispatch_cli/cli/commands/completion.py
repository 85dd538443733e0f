"""`dispatch completion`: a script by which a shell completes commands, options, items and tags."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.values import choose
from dispatch_cli.messages import mark
from dispatch_cli.render.formats.texts import Verbatim

# Each script runs the program on the words before the cursor and gets the candidates as `cli/shells` says,
# or a tab and `path` where a path belongs. bash parts words at : and = too; they are put together again.
BASH = r"""
_dispatch() {
    local part rest=${COMP_LINE:0:COMP_POINT}
    local -a words=()
    for part in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if ((${#words[@]})) && [[ $rest != [[:space:]]* ]]; then
            words[${#words[@]}-1]+=$part
        else
            words+=("$part")
        fi
        rest=${rest#*"$part"}
    done
    [[ $part == [:=] ]] && part=
    words[${#words[@]}-1]=${words[${#words[@]}-1]%"$part"}
    mapfile -t COMPREPLY < <(_DISPATCH_COMPLETE=bash:$COMP_TYPE "${words[@]}" "$part" 2>/dev/null)
    if [[ ${COMPREPLY[0]-} == $'\tpath' ]]; then
        COMPREPLY=()
        compopt -o default
    fi
}
complete -o nosort -F _dispatch dispatch
"""
ZSH = r"""
#compdef dispatch
_dispatch() {
    local line value
    local -a found typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    for line in "${(@f)$(_DISPATCH_COMPLETE=zsh "${words[1]}" "${typed[@]}" 2>/dev/null)}"; do
        [[ $line == $'\tpath' ]] && _files && return
        value=${line%%$'\t'*}
        value=${value//\\/\\\\}
        [[ -n $line ]] && found+=("${value//:/\\:}:${line#*$'\t'}")
    done
    (( $#found )) && _describe -V dispatch found
}
compdef _dispatch dispatch
"""
FISH = r"""
function __dispatch_complete
    set -lx _DISPATCH_COMPLETE fish
    set -l words (commandline -opc)
    set -l word ""
    for quote in "" "'" '"'
        set word (string unescape -- (commandline -ct)$quote) && break
    end
    set -l found ($words[1] $words[2..] "$word" 2>/dev/null)
    if test "$found[1]" = \tpath
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $found
    end
end
complete -c dispatch -f -k -a '(__dispatch_complete)'
"""
# PowerShell 5 drops empty arguments, so the words stand in the variable, a line for each. What it gets nothing for it
# completes as a path by itself.
POWERSHELL = r"""
Register-ArgumentCompleter -Native -CommandName dispatch -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $word = $wordToComplete.TrimStart("'", '"')
    $encoding = [Console]::OutputEncoding
    $env:_DISPATCH_COMPLETE = (@('powershell') + $before + $word) -join "`n"
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $found = @(& $commandAst.GetCommandName() 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:_DISPATCH_COMPLETE
    }
    foreach ($line in $found) {
        $value, $meaning = $line -split "`t", 2
        if (-not $value) { continue }
        if (-not $meaning) { $meaning = $value }
        $typed = if ($value -match '^[\w+:./=-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $meaning)
    }
}
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL}
_ShellArgument = Annotated[
    str, typer.Argument(metavar="SHELL", help=mark("bash, zsh, fish or powershell.")), option.OneOf([*SCRIPTS])
]


def run(
    shell: _ShellArgument,
    *,
    file: option.UnusedFile = option.DEFAULT_FILE,  # noqa: ARG001 every command takes it
    log: option.UnusedLog = None,  # noqa: ARG001
    today: option.UnusedToday = None,  # noqa: ARG001
) -> Answer:
    """Return the script of a shell."""
    choose("SHELL", shell, SCRIPTS)
    return Answer(Verbatim(SCRIPTS[shell].lstrip()))
