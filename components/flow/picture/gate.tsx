import styles from '../roundabout.module.css';

/** A bar across the road, and who decides there. */
export function Gate(props: {
  x: number;
  y: number;
  sign: string;
  label: string;
  road: number;
  inside?: boolean;
}) {
  const { x, y, sign, label, road, inside } = props;
  const size = road < 50 ? 9 : 14;
  return (
    <g className={styles.gate}>
      <path d={`M${x - road / 2} ${y}H${x + road / 2}`} />
      <circle cx={x - road / 2} cy={y} r={size} />
      <text x={x - road / 2} y={y} className={styles.sign}>
        {sign}
      </text>
      {inside && (
        <text x={x - road / 2} y={y + size + 15} className={styles.gateName}>
          {label}
        </text>
      )}
    </g>
  );
}
