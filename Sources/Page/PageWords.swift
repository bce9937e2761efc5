internal import JSON

/// The words of a page, all of which stand in one file, `Resources/words.json`, for whoever translates them.
///
/// The scripts take theirs from the same file. A text may have places, `{0}` and `{1}`, for what is put in.
struct PageWords: Sendable {
  /// The words that stand in the page itself; those of the scripts are known to them.
  enum Key: String, CaseIterable {
    case skip = "Skip"
    case timeline = "Timeline"
    case ganttCaption = "GanttCaption"
    case instant = "Instant"
    case predicted = "Predicted"
    case program = "Program"
    case diagram = "Diagram"
    case whole = "Whole"
    case story = "Story"
    case storyRest = "StoryRest"
    case calls = "Calls"
    case callsCaption = "CallsCaption"
    case callsRest = "CallsRest"
    case call = "Call"
    case lane = "Lane"
    case start = "Start"
    case end = "End"
    case running = "Running"
    case slack = "Slack"
    case drag = "Drag"
    case critical = "Critical"
    case never = "Never"
    case formulas = "Formulas"
    case constants = "Constants"
    case notes = "Notes"
    case all = "All"
    case variants = "Variants"
    case variantsEvery = "VariantsEvery"
    case variantsNear = "VariantsNear"
    case variantsSingle = "VariantsSingle"
    case variantsFew = "VariantsFew"
    case variantsPromising = "VariantsPromising"
    case variantsRest = "VariantsRest"
    case variantsCaption = "VariantsCaption"
    case parallelComponents = "ParallelComponents"
    case noneParallel = "NoneParallel"
    case allParallel = "AllParallel"
    case endsBadly = "endsBadly"
    case hasHazards = "hasHazards"
    case takes = "Takes"
    case saves = "Saves"
    case loses = "Loses"
    case remarks = "Remarks"
    case asItRan = "AsItRan"
    case sweep = "Sweep"
    case sweepCaption = "SweepCaption"
    case speedup = "Speedup"
    case efficiency = "Efficiency"
    case least = "Least"
    case knee = "Knee"
    case linesRest = "LinesRest"
    case made = "Made"
    case programAgain = "ProgramAgain"
    case wasAnswered = "WasAnswered"
    case wentOn = "WentOn"
    case waits = "Waits"
    case waitsFor = "WaitsFor"
    case waitsForCall = "WaitsForCall"
    case waitsForFailed = "WaitsForFailed"
    case waitsForStopped = "WaitsForStopped"
    case waitsForChange = "WaitsForChange"
    case waitedUntil = "WaitedUntil"
    case waitsRest = "WaitsRest"
  }

  /// The file, as it stands in the data of a page.
  let file: [UInt8]
  private let texts: [String: String]

  /// The words in English.
  static let english = PageWords(PageResources.words)

  /// Reads words; what is no text is left out.
  init(_ file: [UInt8]) {
    self.file = file
    let texts = try? JSONText.read(file) { text -> [String: String] in
      var texts: [String: String] = [:]
      guard let root = text.roots.first else { return texts }
      for (key, value) in root.fields {
        if let key = key.string, let value = value.string { texts[key] = value }
      }
      return texts
    }
    self.texts = texts ?? [:]
  }

  /// The text for a key, with what is put in at its places; the key itself if there is none.
  subscript(key: Key, values: String...) -> String {
    let text = texts[key.rawValue] ?? key.rawValue
    guard !values.isEmpty else { return text }
    // In one go, so that nothing is looked for in what was put in.
    var (result, rest) = ("", text[...])
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let place = Int(rest[rest.index(after: open)..<close])
      result += rest[..<open]
      result += place.flatMap { values.indices.contains($0) ? values[$0] : nil } ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Whether there is a text for a key.
  func has(_ key: Key) -> Bool { texts[key.rawValue] != nil }
}
