// Tests that are simulated name strategies, and ask the simulation.
@_exported public import Schedules
@_exported public import SimulatedTasks
