/// What a workflow in WfFormat says in its description, for which the format has no field, so that it is known where it
/// is read again.
package enum WorkflowWords {
  /// How the description begins of what we write: its times count from 0, where others would mean the year 1970.
  package static let countsFromStart =
    "Written by meanwhile; times count from the start of the run."
  /// At the end of the description where a task may need more than its parents.
  package static let partlyRecorded = " What needs what is recorded only in part."
  /// At the end of the description where nothing is known of what tasks need.
  package static let notRecorded = " What needs what is not recorded."
}
