"""Runs the steps on the connection that sqlite_schema.migrate opened, all in its one transaction."""

from alembic import context

from meshcouncil.adapters.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
