import { Button, type ButtonProps, Tooltip } from 'antd';
import './ReasonButton.css';

/**
 * A button that says why it cannot be pressed. While there is a reason it stays within reach of the keyboard and
 * of the pointer, so that the reason can be read, and does nothing.
 */
export function ReasonButton({ reason, onClick, ...button }: ButtonProps & { reason: string | null }) {
  if (reason === null) return <Button {...button} {...(onClick ? { onClick } : {})} />;
  return (
    <Tooltip title={reason}>
      <Button
        {...button}
        aria-disabled
        className={`button-held ${button.className ?? ''}`}
        onClick={(event) => event.preventDefault()}
      />
    </Tooltip>
  );
}
