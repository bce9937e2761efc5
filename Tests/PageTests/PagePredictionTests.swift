import EventLog
import Foundation
import Reports
import Simulation
import TestSupport
import Testing
import TraceAnalysis
import WhatIf

@testable import Page

/// What never ran is shown as what it is: a prediction.
@Suite struct PagePredictionTests {
  /// The log of a build as it would be with three jobs.
  private func prediction() throws -> (Analysis, Analysis) {
    let source = try pageSource("traces/build.j1.ninja_log")
    let before = source.comparison.run
    return (before, Analysis(try Prediction(before, [.workers(3)]).log))
  }

  @Test func `a page says of a prediction that it never ran, and from what it was predicted`()
    throws
  {
    let (before, after) = try prediction()
    let page = try PageData(sources: [PageSource(Comparison(run: after, baseline: .work))])
    let words =
      "\(before.name) never ran so: it was predicted from the run whose log has the digest "
      + "\(before.log.digest), with --workers 3."
    #expect(page.withoutData.contains("<p class=\"predicted\">\(words)</p>"))
    #expect(page.withoutData.contains("<title>\(before.name), predicted with --workers 3 –"))
    let other = try PageData(sources: [PageSource(Comparison(run: before, baseline: .work))])
    #expect(!other.withoutData.contains("<p class=\"predicted\">"))
  }

  @Test func `of two runs the page says which was predicted`() throws {
    let (before, after) = try prediction()
    let sources = [before, after].map { PageSource(Comparison(run: $0, baseline: .work)) }
    let page = try PageData(sources: sources)
    #expect(page.withoutData.components(separatedBy: "class=\"predicted\"").count == 2)
  }

  @Test func `the first line of each report says of a prediction that it is one`() throws {
    let run = try prediction().1
    let comparison = Comparison(run: run, baseline: .work)
    let texts = [
      SummaryReport(comparison).text, SlackReport(run).text, PathReport(run).text,
      EventsReport(run.log).text, try StateReport(run.log, at: 0).text,
    ]
    for text in texts {
      #expect(text.hasPrefix("\(run.log.header.name), predicted with --workers 3"))
    }
    #expect(SummaryReport(comparison).text.contains("as predicted"))
    #expect(!SummaryReport(comparison).text.contains("measured"))
  }
}
