"""Where agendas come from: sources, the run under way, and the report of the last one."""
