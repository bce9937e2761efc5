/// The quantile function of the standard normal distribution.
///
/// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied
/// Statistics 37 (1988), routine PPND16: quotients of polynomials of degree 7 in three regions, of
/// relative error about 10⁻¹⁶ before rounding; with rounding it is below 10⁻¹⁵. None of the
/// coefficients lies so near the middle between two numbers that reading it by way of a wider type
/// changes it.
///
/// - Precondition: `p` is strictly between 0 and 1.
func normalQuantile(_ p: Double) -> Double {
  let q = p - 0.5
  if q.magnitude <= 0.425 {
    let r = 0.180625 - q * q
    return q * polynomial(center.0, r) / polynomial(center.1, r)
  }
  let r = (-PortableMath.log(q < 0 ? p : 1 - p)).squareRoot()
  let z =
    r <= 5
    ? polynomial(tail.0, r - 1.6) / polynomial(tail.1, r - 1.6)
    : polynomial(farTail.0, r - 5) / polynomial(farTail.1, r - 5)
  return q < 0 ? -z : z
}

/// A polynomial by Horner's rule; the coefficients of the lowest powers come first.
private func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}

private let center: ([Double], [Double]) = (
  [
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3,
  ],
  [
    1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
    5.2264952788528545610e3,
  ]
)

private let tail: ([Double], [Double]) = (
  [
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4,
  ],
  [
    1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
    1.05075007164441684324e-9,
  ]
)

private let farTail: ([Double], [Double]) = (
  [
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15,
  ]
)
