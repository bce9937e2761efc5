import EventLog
import Testing
import WhatIf

/// The rules for steps in the background, each as GitHub documents it.
@Suite struct StepScheduleTests {
  private typealias Item = StepSchedule.Item

  private func background(_ duration: Nanoseconds) -> Item { Item(duration, isInBackground: true) }

  @Test func `a step in the background lets the next begin at once, and a wait waits for it`() {
    let schedule = StepSchedule([background(61), Item(130), Item(waitingFor: [0]), Item(5)])
    #expect(schedule.times == [0..<61, 0..<130, 130..<130, 130..<135])
    #expect(schedule.total == 135)
    #expect(StepSchedule([background(90), Item(10), Item(waitingFor: [0]), Item(5)]).total == 95)
  }

  @Test func `a wait for some waits for no other, and one for all for all`() {
    let steps = [background(90), background(20), Item(10)]
    #expect(StepSchedule(steps + [Item(waitingFor: [1]), Item(5)]).times.last == 20..<25)
    #expect(StepSchedule(steps + [Item(0, wait: .all), Item(5)]).times.last == 90..<95)
  }

  @Test func `a job ends when all in the background have ended, without a wait`() {
    #expect(StepSchedule([background(90), Item(10)]).total == 90)
  }

  @Test func `no more than ten run in the background at once, and others queue`() {
    let schedule = StepSchedule((1...12).map { background(Nanoseconds($0) * 10) } + [Item(1)])
    #expect(schedule.times[9] == 0..<100)
    #expect(schedule.times[10] == 10..<120)
    #expect(schedule.times[11] == 20..<140)
    #expect(schedule.times[12] == 0..<1)
    #expect(schedule.total == 140)
  }

  @Test func `a step that is cancelled ends when the job comes to that`() {
    var cancel = Item(0)
    cancel.cancels = [0]
    let schedule = StepSchedule([background(1_000), Item(30), cancel, Item(5)])
    #expect(schedule.times[0] == 0..<30)
    #expect(schedule.total == 35)
  }
}
