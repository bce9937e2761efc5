/// The tables and views of a database, beside the table of calls.
enum SQLiteSchema {
  static let tables = """
    PRAGMA user_version = 1;
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY, at_ns INTEGER, kind TEXT, call INTEGER, component TEXT, json TEXT);
    CREATE TABLE edges (
      cause_seq INTEGER, effect_seq INTEGER, edge TEXT, is_inferred INTEGER,
      from_call INTEGER, to_call INTEGER);
    CREATE TABLE intervals (call INTEGER, activity TEXT, start_ns INTEGER, end_ns INTEGER);
    CREATE TABLE critical_path (
      part INTEGER PRIMARY KEY, kind TEXT, call INTEGER, start_ns INTEGER, end_ns INTEGER);
    CREATE TABLE observed_path (
      part INTEGER PRIMARY KEY, kind TEXT, call INTEGER, start_ns INTEGER, end_ns INTEGER,
      via TEXT, behind INTEGER);
    CREATE TABLE waits (call INTEGER, reason TEXT, machine TEXT, time_ns INTEGER);
    CREATE TABLE lanes (lane INTEGER PRIMARY KEY, title TEXT, machine TEXT, slot INTEGER);
    CREATE TABLE machines (machine TEXT, slots INTEGER, work_ns INTEGER, share_ns INTEGER);
    CREATE TABLE measures (
      name TEXT, origin TEXT, is_finished INTEGER, makespan_ns INTEGER, work_ns INTEGER,
      span_ns INTEGER, floor_ns INTEGER, lower_bound_ns INTEGER, greedy_bound_ns INTEGER,
      longest_call_ns INTEGER, machines INTEGER, machines_inferred INTEGER, peak INTEGER,
      calls INTEGER, parallelism REAL, utilization REAL);
    """

  static let indexes = """
    CREATE INDEX calls_by_component ON calls (component);
    CREATE INDEX events_by_call ON events (call);
    CREATE INDEX edges_by_effect ON edges (effect_seq);
    CREATE INDEX edges_by_cause ON edges (cause_seq);
    CREATE INDEX intervals_by_call ON intervals (call);
    """

  /// What people ask, each as a view.
  static let views = """
    CREATE VIEW longest_calls AS
      SELECT call, component, running_ns, lane, is_critical FROM calls
      WHERE NOT is_flow AND started_ns IS NOT NULL ORDER BY running_ns DESC, call;
    CREATE VIEW savings AS
      SELECT call, component, drag_ns, running_ns FROM calls
      WHERE drag_ns > 0 ORDER BY drag_ns DESC, call;
    CREATE VIEW longest_waits AS
      SELECT waits.call, component, waits.reason, waits.machine, time_ns FROM waits
      JOIN calls USING (call) ORDER BY time_ns DESC, waits.call;
    CREATE VIEW dependencies AS
      SELECT DISTINCT from_call, sender.component AS from_component, to_call,
        receiver.component AS to_component, edge, is_inferred
      FROM edges JOIN calls AS sender ON sender.call = from_call
      JOIN calls AS receiver ON receiver.call = to_call
      WHERE from_call <> to_call ORDER BY to_call, from_call, edge;
    CREATE VIEW observed_blame AS
      SELECT kind, component, behind, sum(end_ns - start_ns) AS time_ns, count(*) AS parts
      FROM observed_path LEFT JOIN calls USING (call)
      GROUP BY kind, component, behind ORDER BY time_ns DESC, kind, component;
    CREATE VIEW lane_use AS
      SELECT lanes.title AS lane, count(*) AS calls, sum(running_ns) AS busy_ns,
        round(1.0 * sum(running_ns) / makespan_ns, 3) AS utilization
      FROM lanes JOIN calls ON calls.lane = lanes.title, measures
      WHERE NOT is_flow GROUP BY lanes.lane ORDER BY lanes.lane;
    CREATE VIEW components AS
      SELECT component, count(*) AS calls, sum(running_ns) AS running_ns,
        sum(waiting_ns) AS waiting_ns, max(running_ns) AS longest_ns,
        sum(status = 'failed') AS failed
      FROM calls WHERE NOT is_flow GROUP BY component ORDER BY running_ns DESC, component;
    CREATE VIEW concurrency AS
      SELECT at_ns, sum(change) OVER (ORDER BY at_ns) AS running FROM (
        SELECT at_ns, sum(change) AS change FROM (
          SELECT start_ns AS at_ns, 1 AS change FROM intervals JOIN calls USING (call)
          WHERE activity = 'running' AND end_ns > start_ns AND NOT is_flow
          UNION ALL
          SELECT end_ns, -1 FROM intervals JOIN calls USING (call)
          WHERE activity = 'running' AND end_ns > start_ns AND NOT is_flow)
        GROUP BY at_ns) ORDER BY at_ns;
    """
}
