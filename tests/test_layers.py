"""The contract on what may import what, in pyproject.toml, holds."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_the_contract_holds(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    status = lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out
