extension CallJournal {
  /// The name of a text in the log, entered if it is new; none in a log that is not kept.
  public mutating func name(_ text: String) -> Name { log.intern(text) }

  /// The name in the log of a text that another table has a name for.
  package mutating func name(_ name: Name, of names: NameTable) -> Name {
    log.intern(name, of: names)
  }

  /// Notes that a machine exists, with so many slots; returns its name.
  ///
  /// A trace that tells nothing of machines declares none: its lanes are then what its calls name.
  @discardableResult
  public mutating func declareMachine(
    _ machine: Name, slots: UInt32, at time: Nanoseconds = 0
  ) -> Name {
    log.append(.machineDeclared(machine: machine, slots: slots), at: time)
    return machine
  }

  /// Notes that a component exists, the machine that it runs on if it has one, and how many of its calls run at
  /// once; returns its name.
  ///
  /// A component can be called without having been declared, as importers do.
  @discardableResult
  public mutating func declareComponent(
    _ component: Name, on machine: Name = .none, _ traits: ComponentTraits = [],
    atOnce: UInt32 = 1, at time: Nanoseconds = 0
  ) -> Name {
    log.append(
      .componentDeclared(machine: machine, traits: traits, atOnce: atOnce), at: time, component)
    return component
  }
}
