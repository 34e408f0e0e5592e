"""The pages: routes, live fragments, access, phrases, templates and islands."""
