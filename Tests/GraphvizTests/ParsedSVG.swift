import Foundation
import FoundationXML

/// What an XML parser finds in an SVG document.
struct ParsedSVG {
  /// Elements with their attributes, in order.
  var elements: [(name: String, attributes: [String: String])] = []

  /// The lines of text, and the titles, in the element with an identifier.
  var lines: [String: [String]] = [:]
  var titles: [String: String] = [:]
  var description = ""
  var style = ""

  var isWellFormed = false

  init(_ bytes: [UInt8]) {
    let reader = Reader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    let isWellFormed = parser.parse()
    self = reader.svg
    self.isWellFormed = isWellFormed
  }

  private init() {}

  /// Whether it can only be looked at: nothing in it runs, is loaded or can be followed.
  var isInert: Bool {
    let known: Set = [
      "svg", "title", "desc", "style", "g", "polygon", "polyline", "path", "ellipse", "text",
    ]
    return elements.allSatisfy { element in
      known.contains(element.name)
        && element.attributes.keys.allSatisfy { !$0.hasPrefix("on") && !$0.contains("href") }
    }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var svg = ParsedSVG()
    private var groups: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      svg.elements.append((name, attributes))
      if name == "g" || name == "svg" { groups.append(attributes["id"] ?? "") }
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      text += string
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      let group = groups.last ?? ""
      switch name {
      case "g", "svg": groups.removeLast()
      case "title": svg.titles[group] = text
      case "text": svg.lines[group, default: []].append(text)
      case "desc": svg.description = text
      case "style": svg.style = text
      default: break
      }
    }
  }
}
