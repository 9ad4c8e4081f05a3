// Where actors stand in the graph: those who are tied draw together, all others push apart (Fruchterman and Reingold).
// The start is a spiral in the order of ties, so that the same network always looks the same.

const TURN = Math.PI * (3 - Math.sqrt(5));
const roundsFor = (count) => (count <= 150 ? 220 : count <= 420 ? 120 : 60);

// nodes: [{id, degree}], edges: [{a, b}] → Map of id to {x, y}, about as wide and as high as `shape` (width / height) says.
export function arranged(nodes, edges, shape = 1.5) {
  const count = nodes.length;
  const length = count <= 60 ? 78 : count <= 200 ? 76 : count <= 420 ? 46 : 34;
  const order = [...nodes].sort((m, n) => n.degree - m.degree || (m.id < n.id ? -1 : 1));
  const index = new Map(order.map((n, i) => [n.id, i]));
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    x[i] = length * 0.7 * Math.sqrt(i) * Math.cos(i * TURN);
    y[i] = length * 0.7 * Math.sqrt(i) * Math.sin(i * TURN);
  }
  const ties = edges.map((e) => [index.get(e.a), index.get(e.b)]).filter(([a, b]) => a !== undefined && b !== undefined && a !== b);
  const rounds = roundsFor(count);
  for (let round = 0; round < rounds; round += 1) step(x, y, ties, length, length * 1.6 * (1 - round / rounds) + 0.5);
  const wide = Math.sqrt(shape);
  return new Map(order.map((n, i) => [n.id, { x: x[i] * wide, y: y[i] / wide }]));
}

function step(x, y, ties, length, most) {
  const count = x.length;
  const dx = new Float64Array(count);
  const dy = new Float64Array(count);
  const square = length * length;
  const middle = 0.25 + count / 1200;
  const far = 6 * square; // beyond, nobody pushes: those tied to nobody else stay near the others
  for (let i = 0; i < count; i += 1) {
    for (let k = i + 1; k < count; k += 1) {
      const px = x[i] - x[k];
      const py = y[i] - y[k];
      const apart = px * px + py * py + 0.01;
      if (apart > far) continue;
      const push = square / apart;
      dx[i] += px * push;
      dy[i] += py * push;
      dx[k] -= px * push;
      dy[k] -= py * push;
    }
  }
  for (const [a, b] of ties) {
    const px = x[a] - x[b];
    const py = y[a] - y[b];
    const pull = Math.sqrt(px * px + py * py) / length;
    dx[a] -= px * pull;
    dy[a] -= py * pull;
    dx[b] += px * pull;
    dy[b] += py * pull;
  }
  for (let i = 0; i < count; i += 1) {
    dx[i] -= x[i] * middle; // keeps those in sight who are tied to nobody else
    dy[i] -= y[i] * middle;
    const wanted = Math.hypot(dx[i], dy[i]) || 1;
    const go = Math.min(wanted, most) / wanted;
    x[i] += dx[i] * go;
    y[i] += dy[i] * go;
  }
}
