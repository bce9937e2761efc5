import AsyncHTTPClient
import Hummingbird
import HummingbirdTesting
import MeanwhileTesting
import Testing

/// async-http-client and hummingbird: event loops of SwiftNIO are threads, which leave the simulation.
struct HTTPTests {
  @Test(.simulated(schedules: 3)) func `a client whose server is not there says so`() async throws {
    let client = HTTPClient()
    await #expect(throws: (any Error).self) {
      _ = try await client.execute(
        HTTPClientRequest(url: "http://127.0.0.1:1/"), timeout: .seconds(5))
    }
    try await client.shutdown()
  }

  @Test(.simulated(schedules: 3)) func `a router answers`() async throws {
    let router = Router()
    router.get("hello") { _, _ in "hello" }
    let application = Application(router: router)
    try await application.test(.router) { client in
      try await client.execute(uri: "/hello", method: .get) { response in
        #expect(String(buffer: response.body) == "hello")
      }
    }
  }
}
