export const Board = () => <h1>board</h1>;
