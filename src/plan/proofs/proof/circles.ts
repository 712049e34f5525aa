/**
 * Nodes of a graph in groups: two are in one group if each leads to the other (Tarjan's strongly connected
 * components). A group comes behind all the groups that it leads to. Without recursion: a plan may have chains
 * thousands long.
 */
export function circles<Node>(nodes: Iterable<Node>, to: (node: Node) => readonly Node[]): readonly Node[][] {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const stack: Node[] = [];
  const onStack = new Set<Node>();
  const groups: Node[][] = [];

  for (const start of nodes) {
    if (!index.has(start)) visit(start);
  }
  return groups;

  function visit(start: Node): void {
    const path: { node: Node; next: Node[] }[] = [enter(start)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next.pop();
      if (next !== undefined && !index.has(next)) path.push(enter(next));
      else if (next !== undefined) {
        if (onStack.has(next)) lower(top.node, index.get(next) ?? 0);
      } else {
        path.pop();
        if (low.get(top.node) === index.get(top.node)) groups.push(groupOf(top.node));
        const above = path.at(-1);
        if (above) lower(above.node, low.get(top.node) ?? 0);
      }
    }
  }

  function enter(node: Node): { node: Node; next: Node[] } {
    index.set(node, index.size);
    low.set(node, index.get(node) ?? 0);
    stack.push(node);
    onStack.add(node);
    return { node, next: [...to(node)] };
  }

  function lower(node: Node, to: number): void {
    low.set(node, Math.min(low.get(node) ?? to, to));
  }

  function groupOf(node: Node): Node[] {
    const group = stack.splice(stack.lastIndexOf(node));
    for (const member of group) onStack.delete(member);
    return group;
  }
}
