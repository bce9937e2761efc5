// Columns: long lists travel packed. Whole numbers as gzip of the varints of their zigzagged differences, other things as gzip of
// their JSON text, both in base64; short lists are plain arrays.

/** The same value with all that is packed in it unpacked, at any depth. */
async function unpack(value) {
  if (value === null || typeof value !== "object") return value;
  if (typeof value.delta === "string") return undoDifferences(await unzip(bytesOfBase64(value.delta)), value.count);
  if (typeof value.json === "string") return JSON.parse(new TextDecoder().decode(await unzip(bytesOfBase64(value.json))));
  if (Array.isArray(value)) return typeof value[0] === "object" ? Promise.all(value.map(unpack)) : value;
  const values = await Promise.all(Object.values(value).map(unpack));
  return Object.fromEntries(Object.keys(value).map((key, index) => [key, values[index]]));
}

/** The same columns, each as an array of numbers that is quick to read. */
function numbers(columns) {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) =>
    [name, values === null || values instanceof Float64Array ? values : Float64Array.from(values)]));
}

function bytesOfBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}

async function unzip(bytes) {
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** Seven bits a byte, low ones first; even numbers are differences up, odd ones are differences down. */
function undoDifferences(bytes, count) {
  const values = new Float64Array(count);
  let at = 0;
  let value = 0;
  for (let index = 0; index < count; index++) {
    let byte = bytes[at++];
    let zigzag = byte & 127;
    for (let factor = 128; byte >= 128; factor *= 128) {
      byte = bytes[at++];
      zigzag += (byte & 127) * factor;
    }
    value += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
    values[index] = value;
  }
  return values;
}
