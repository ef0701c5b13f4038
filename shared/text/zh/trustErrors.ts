/** Of sign-in and who may do what. */
export const trustErrors = {
  NOT_SIGNED_IN: {
    message: '还没有登录，或登录已经失效。',
    hint: '请登录后再试；命令行用 --user 和 --password-file 登录。',
  },
  NOT_ALLOWED: {
    message: '您的角色不能做这件事。',
    hint: '需要时请找管理员调整角色或负责的学院。',
  },
  UNMASK_REFUSED: {
    message: '您的角色不能查看完整号码。',
    hint: '需要时请找管理员或学籍管理员查看。',
    message_ask: '完整号码现在没有放开。',
    hint_ask: '请先申请查看并写明原因；放开一段时间后会自动恢复隐藏。',
  },
};
