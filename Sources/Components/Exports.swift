// What a run of components leaves is a log: who has the ones has the other.
@_exported public import EventLog
// How far a run may go.
@_exported public import struct Simulation.Limits
