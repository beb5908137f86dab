"use strict";
/* Holds a signed receipt against a public key, in the browser and without a network.
   The browser's own Ed25519 is used where it has one; otherwise the few lines below, which follow
   RFC 8032 (5.1) and FIPS 180-4 and are made to be read, not to be fast. */
const Checker = (() => {
  const utf8 = new TextEncoder();
  const fromHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const toHex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");

  /* FIPS 180-4. The constants are the first bits of the square and cube roots of primes. */
  const primes = [];
  for (let n = 2; primes.length < 80; n += 1) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  function root(value, degree) {
    let low = 0n, high = 1n << 80n;
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (middle ** degree <= value) low = middle; else high = middle;
    }
    return low;
  }
  const fraction = (prime, degree) => root(BigInt(prime) << (64n * degree), degree) & ((1n << 64n) - 1n);
  const CUBES = primes.map((prime) => fraction(prime, 3n));
  const SQUARES = primes.slice(0, 8).map((prime) => fraction(prime, 2n));
  const SHAPES = {
    256: { bits: 32n, rounds: 64, turns: [[2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]] },
    512: { bits: 64n, rounds: 80, turns: [[28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]] },
  };

  function sha(size, bytes) {
    const { bits, rounds, turns } = SHAPES[size];
    const mask = (1n << bits) - 1n, word = Number(bits) / 8, block = word * 16;
    const turn = (x, n) => ((x >> BigInt(n)) | (x << (bits - BigInt(n)))) & mask;
    const big = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ turn(x, c);
    const small = (x, [a, b, c]) => turn(x, a) ^ turn(x, b) ^ (x >> BigInt(c));
    const cut = (x) => x >> (64n - bits);
    const whole = Math.ceil((bytes.length + 1 + word * 2) / block) * block;
    const padded = new Uint8Array(whole);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    new DataView(padded.buffer).setBigUint64(whole - 8, BigInt(bytes.length) * 8n);
    let state = SQUARES.map(cut);
    for (let start = 0; start < whole; start += block) {
      const w = [];
      for (let t = 0; t < rounds; t += 1) {
        w.push(t < 16
          ? BigInt("0x" + toHex(padded.slice(start + t * word, start + (t + 1) * word)))
          : (small(w[t - 2], turns[3]) + w[t - 7] + small(w[t - 15], turns[2]) + w[t - 16]) & mask);
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let t = 0; t < rounds; t += 1) {
        const one = h + big(e, turns[1]) + ((e & f) ^ (~e & mask & g)) + cut(CUBES[t]) + w[t];
        const two = big(a, turns[0]) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask, c, b, a, (one + two) & mask];
      }
      state = state.map((old, i) => (old + [a, b, c, d, e, f, g, h][i]) & mask);
    }
    return fromHex(state.map((one) => one.toString(16).padStart(word * 2, "0")).join(""));
  }

  /* RFC 8032, 5.1: the curve in extended coordinates. */
  const P = (1n << 255n) - 19n;
  const L = (1n << 252n) + 27742317777372353535851937790883648493n;
  const mod = (x, m = P) => ((x % m) + m) % m;
  function power(base, exponent) {
    let result = 1n;
    for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = (b * b) % P) {
      if (e & 1n) result = (result * b) % P;
    }
    return result;
  }
  const D = mod(-121665n * power(121666n, P - 2n));
  const HALF = power(2n, (P - 1n) / 4n);
  function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
    const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2));
    const c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
    const e = b - a, f = d - c, g = d + c, h = b + a;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  }
  function times(scalar, point) {
    let sum = [0n, 1n, 1n, 0n];
    for (let n = scalar, q = point; n > 0n; n >>= 1n, q = add(q, q)) if (n & 1n) sum = add(sum, q);
    return sum;
  }
  const number = (bytes) => BigInt("0x" + toHex(Uint8Array.from(bytes).reverse()));
  function point(bytes) {
    const whole = number(bytes), sign = whole >> 255n, y = whole & ((1n << 255n) - 1n);
    if (y >= P) return null;
    const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
    let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
    if (mod(v * x * x) !== u) x = mod(x * HALF);
    if (mod(v * x * x) !== u || (x === 0n && sign)) return null;
    if ((x & 1n) !== sign) x = P - x;
    return [x, y, 1n, mod(x * y)];
  }
  const BASE = point(fromHex("58" + "66".repeat(31)));
  const same = (p, q) => mod(p[0] * q[2] - q[0] * p[2]) === 0n && mod(p[1] * q[2] - q[1] * p[2]) === 0n;

  function verifyByHand(key, signature, message) {
    if (key.length !== 32 || signature.length !== 64) return false;
    const a = point(key), r = point(signature.slice(0, 32)), s = number(signature.slice(32));
    if (!a || !r || s >= L) return false;
    const all = new Uint8Array(64 + message.length);
    all.set(signature.slice(0, 32));
    all.set(key, 32);
    all.set(message, 64);
    const k = number(sha(512, all)) % L;
    return same(times(s, BASE), add(r, times(k, a)));
  }

  async function verify(key, signature, message) {
    try {
      const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
    } catch {
      return verifyByHand(key, signature, message);
    }
  }

  /* A receipt as a file, or as the text of its QR code; null when it is neither. */
  function read(given) {
    let lines, signature;
    try {
      const file = JSON.parse(given);
      if (file.format !== "prima-tanda-terima-1" || !Array.isArray(file.lines)) return null;
      ({ lines, signature } = file);
    } catch {
      lines = given.replace(/\r\n?/g, "\n").trim().split("\n").map((line) => line.trimEnd());
      const last = /^tanda-tangan: ([0-9a-f]{128})$/.exec(lines.pop() || "");
      signature = last && last[1];
    }
    if (lines[0] !== "PRIMA-TANDA-TERIMA 1" || !/^[0-9a-f]{128}$/.test(signature || "")) return null;
    const facts = {};
    for (const line of lines.slice(1)) {
      const cut = String(line).indexOf(": ");
      if (cut < 1) return null;
      facts[line.slice(0, cut)] = line.slice(cut + 2);
    }
    return { text: lines.join("\n"), signature, facts };
  }

  /* The words of the report under its number: NFC, one kind of line end, no blanks around it. */
  function digest(name, story) {
    const plain = story.normalize("NFC").replace(/\r\n?/g, "\n").replace(/^[ \t\n]+|[ \t\n]+$/g, "");
    return toHex(sha(256, utf8.encode(`${name}\n${plain}`)));
  }

  const nameOf = (key) => toHex(sha(256, fromHex(key))).slice(0, 16);

  /* "good", "altered", "stranger" (no such key), "late" (the key was out of use), "unreadable". */
  async function check(given, keys) {
    const receipt = read(given);
    if (!receipt) return { verdict: "unreadable", facts: {} };
    const { facts } = receipt;
    const key = keys.find((one) => nameOf(one.key) === facts.kunci);
    if (!key) return { verdict: "stranger", facts };
    const message = utf8.encode(receipt.text);
    if (!await verify(fromHex(key.key), fromHex(receipt.signature), message)) {
      return { verdict: "altered", facts };
    }
    const isLate = key.until && new Date(facts.dibuat) > new Date(key.until);
    return { verdict: isLate ? "late" : "good", facts };
  }

  return { check, digest, sha, toHex, fromHex, verify, verifyByHand };
})();

if (typeof document !== "undefined" && document.getElementById("periksa")) {
  const by = (id) => document.getElementById(id);
  const known = JSON.parse(by("kunci").textContent);
  const show = (id) => { by(id).hidden = false; };

  by("berkas").addEventListener("change", async () => {
    const [file] = by("berkas").files;
    if (file) by("isi").value = await file.text();
  });

  by("periksa").addEventListener("submit", async (event) => {
    event.preventDefault();
    const other = by("kunci-lain").value.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
    const keys = other.length === 64 ? [{ key: other }] : known;
    const { verdict, facts } = await Checker.check(by("isi").value, keys);
    for (const one of document.querySelectorAll("[data-jawaban]")) one.hidden = true;
    show(verdict);
    const list = by("fakta");
    list.replaceChildren();
    if (verdict === "good" || verdict === "late") {
      for (const [name, value] of Object.entries(facts)) {
        const term = document.createElement("dt"), said = document.createElement("dd");
        term.textContent = name.replaceAll("-", " ");
        said.textContent = value;
        list.append(term, said);
      }
      if (by("cerita").value.trim()) {
        const fits = Checker.digest(facts.nomor, by("cerita").value) === facts["sidik-isi"];
        show(fits ? "cerita-cocok" : "cerita-beda");
      }
    }
    by("hasil").focus();
  });
}
