"""Every test of this folder runs on SQLite and, where a server answers, on PostgreSQL."""

import os
import uuid

import pytest

from bywhom.store import Session

SERVER = os.environ.get("BYWHOM_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request, tmp_path):
    """An address where a casefile can be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "war.casefile")
        return
    if not SERVER:
        pytest.skip("no PostgreSQL: set BYWHOM_TEST_POSTGRES to the address of a server")
    import psycopg

    schema = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    yield f"{SERVER}?options=-csearch_path%3D{schema}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def session(address):
    made = Session(address, create=True)
    yield made
    made.close()
