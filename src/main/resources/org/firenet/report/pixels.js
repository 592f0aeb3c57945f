/** Grey values written by PixelData.java: unpacks them, in the order of the rows. */
async function unpackPixels(text, width, count, bytes) {
  const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const planes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (planes.length !== bytes * count) {
    throw new Error("expected " + bytes * count + " bytes of pixels, got " + planes.length);
  }
  return predictedPixels(planes, width, count, bytes);
}

/** Undoes the differences from the mean of the left and the upper neighbour. */
function predictedPixels(planes, width, count, bytes) {
  const values = bytes === 2 ? new Uint16Array(count) : new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const difference = bytes === 2 ? planes[i] * 256 + planes[count + i] : planes[i];
    const hasLeft = i % width > 0;
    const hasUpper = i >= width;
    let predicted = 0;
    if (hasLeft && hasUpper) {
      predicted = (values[i - 1] + values[i - width]) >> 1;
    } else if (hasLeft || hasUpper) {
      predicted = values[hasLeft ? i - 1 : i - width];
    }
    values[i] = predicted + difference;
  }
  return values;
}

/** The colours of a table of red, green and blue bytes, as opaque pixels of image data. */
function colourTable(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const colours = new Uint32Array(bytes.length / 3);
  for (let i = 0; i < colours.length; i++) {
    colours[i] = pixel(bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]);
  }
  return colours;
}

/** One opaque pixel; image data are little-endian on every machine that has a browser. */
function pixel(red, green, blue) {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

const GREYS = Uint32Array.from({length: 256}, (_, grey) => pixel(grey, grey, grey));

/** For every stored value q, which of 256 steps of the window shows q · scale. */
function windowSteps(low, high, scale, size) {
  const steps = new Uint8Array(size);
  for (let q = 0; q < size; q++) {
    const place = (q * scale - low) / (high - low);
    steps[q] = Math.round(255 * Math.min(1, Math.max(0, place)));
  }
  return steps;
}

/** Values in a window in the colours of a table. */
function paintValues(values, steps, colours, out) {
  for (let i = 0; i < values.length; i++) {
    out[i] = colours[steps[values[i]]];
  }
}

/** Phases as hues; as bright as the magnitude in its window, or all alike without steps. */
function paintPhases(phases, values, steps, colours, out) {
  for (let i = 0; i < phases.length; i++) {
    const colour = colours[Math.round((phases[i] * 255) / 256)];
    if (steps === null) {
      out[i] = colour;
      continue;
    }
    const bright = steps[values[i]] / 255;
    out[i] = pixel(
      Math.round((colour & 0xff) * bright),
      Math.round(((colour >> 8) & 0xff) * bright),
      Math.round(((colour >> 16) & 0xff) * bright));
  }
}

/** The smallest value that a share of all values does not exceed; of stored values by counting. */
function quantile(values, share) {
  const counts = new Uint32Array(65536);
  for (const value of values) {
    counts[value]++;
  }
  const wanted = Math.ceil(share * values.length);
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    seen += counts[value];
    if (seen >= wanted) {
      return value;
    }
  }
  return 65535;
}

/** A number with four significant digits, as NumberText.java writes it. */
function numberText(value) {
  if (!Number.isFinite(value) || value === 0) {
    return value === 0 ? "0" : "–";
  }
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-12);
  if (exponent >= -4 && exponent <= 4) {
    return String(Number(value.toPrecision(4))).replace("-", "−");
  }
  const [mantissa, power] = value.toExponential(3).split("e");
  const digits = String(Number(power)).replace(/[-\d]/g, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
  return String(Number(mantissa)).replace("-", "−") + "·10" + digits;
}
