"""What tables say in one column only, and in sentences: what was found, what to do, how a figure was made; data."""

from __future__ import annotations

OF_COLUMN = {
    "side": {"a": ("甲", "A"), "b": ("乙", "B")},
    "relation": {"a": ("仅甲有", "only A"), "b": ("仅乙有", "only B")},
    "comparison": {
        "eq": ("等于", "exactly"),
        "ge": ("以上", "or more"),
        "le": ("以内", "or less"),
        "about": ("左右", "about"),
        "range": ("区间", "range"),
        "flat": ("持平", "flat"),
        "in_step": ("同步", "in step"),
    },
    "figure": {"持平": ("持平", "flat"), "同步": ("同步", "in step")},
    "name": {"—": ("无话题", "No topic")},
    "coarse_name": {"—": ("", "")},
    "what": {"seed": ("换随机种子", "another seed"), "plan": ("去掉一份文件", "without a plan")},
    "measure": {
        "strict": ("与首选编码一致（strict）", "strict"),
        "accept": ("与可接受编码一致（accept）", "accept"),
        "half": ("回顾与计划一致（half）", "half"),
        "share_error": ("占比的平均误差", "share_error"),
        "calibration_error": ("概率与实际正确率之差", "calibration_error"),
        "npmi": ("话题用词的连贯性（NPMI）", "npmi"),
        "c_v": ("话题用词的连贯性（C_v）", "c_v"),
        "silhouette": ("话题的分离程度（轮廓系数）", "silhouette"),
        "diversity": ("话题用词不重复的比例", "diversity"),
        "unassigned": ("没有主题的段落", "unassigned"),
        "no_topic": ("没有话题的段落", "no_topic"),
        "labels_before": ("与标注一致：未用标注", "labels_before"),
        "labels_after": ("与标注一致：用其他地区的标注", "labels_after"),
        "labels_changed": ("因标注改变主题的段落", "labels_changed"),
        "agreement_of_seeds": ("换随机种子的一致程度（ARI）", "agreement_of_seeds"),
        "agreement_of_plans": ("去掉一份文件的一致程度（ARI）", "agreement_of_plans"),
    },
}
"""What values are called in Chinese and in English that mean something of their own in a column."""

REMARKS = {
    "replace the file by the document in a format that is read (.txt .md .html .docx .pdf), or remove it": (
        "换成可读格式的文件（.txt .md .html .docx .pdf），或将其删除"
    ),
    "save the file as UTF-8 from the program it was written with": "用原来的程序另存为 UTF-8",
    "get the document again from where it came from and save it as UTF-8": "从原处重新获取，并另存为 UTF-8",
    "open the file in its program and save it anew, or get it again": "用相应程序打开后另存，或重新获取",
    "save a copy without a password": "另存一份不带密码的文件",
    "run text recognition (OCR) on the pages and save the text": "先做文字识别（OCR），再保存文字",
    "split it, or leave it out: a plan has ten to fifty thousand characters": "拆分或剔除：一份文件通常有一万至五万字",
    "fill the file with the plan's text or remove it": "补上正文，或将其删除",
    "save the document as .docx, .pdf, .html or .txt": "另存为 .docx、.pdf、.html 或 .txt",
    "write it into plans.csv beside the files (file,district,year), or into the file name (东城街道_2018.txt)": (
        "写入文件旁的 plans.csv（file,district,year），或写入文件名（东城街道_2018.txt）"
    ),
    "correct the name or remove the row": "更正文件名或删去该行",
    "replace the wrong file or remove one": "替换放错的文件，或删去其一",
    "check which of the two it is": "核对究竟是哪一份",
    "correct place or year in plans.csv, or keep both": "在 plans.csv 中更正地区或年份，或两份都保留",
    "look whether both are wanted; both are read": "核对是否两份都要；目前都已读入",
    "nothing, if that is as it should be": "如属正常，无须处理",
    "replace it by the report of its place": "换成该地区自己的报告",
    "look whether this is the right document": "核对文件是否放错",
    "correct the year, or nothing if it is right": "更正年份；如无误则无须处理",
    "look at what was taken": "查看被清理的内容",
    "look at what was taken; is this a plan?": "查看被清理的内容：这是一份计划或报告吗？",
    "get the whole document if the rest is missing": "如确有缺失，请获取全文",
    "a table: name it by itself to read it": "表格须单独指定才读",
    "all of the text was cleaned away": "全部文字都被清理",
    "no text in it": "没有文字",
    "no text in the Word file": "Word 文件没有文字",
    "the Word file is locked by a password": "Word 文件有密码",
    "a Word file of the old .doc kind under another name": "改了后缀的旧 .doc 文件",
    "a packed archive": "压缩包",
    "the bytes are those of a PDF, not of a text": "内容是 PDF，不是文本",
    "the bytes are those of a ZIP or Office file, not of a text": "内容是压缩包或 Office 文件，不是文本",
    "the bytes are those of an old Office file, not of a text": "内容是旧版 Office 文件，不是文本",
    "the bytes are those of a picture, not of a text": "内容是图片，不是文本",
    "the bytes are those of a packed file, not of a text": "内容是压缩包，不是文本",
    "the bytes are those of a program, not of a text": "内容是程序，不是文本",
    "its name has no ending": "文件名没有后缀",
    "a sheet without a text column": "工作表没有正文列",
    "a link to a folder, which is not followed": "指向文件夹的链接，不予跟随",
    "a link to a file that is not there": "链接指向的文件不存在",
    "no file that can be opened": "不是能打开的文件",
    "unpack it into the folder of plans": "解压到文件所在的文件夹",
    "put the folder itself here": "把文件夹本身放到这里",
    "put the file itself here, or remove it": "把文件本身放到这里，或删去",
    "ask for the right to read it, or remove it": "请求读取权限，或删去",
    "name it by itself, or take it out of the folder": "单独指定，或移出文件夹",
    "save the sheet as .xlsx or .csv and name it by itself": "另存为 .xlsx 或 .csv，并单独指定",
    "save the sheet as plans.csv (CSV UTF-8)": "另存为 plans.csv（CSV UTF-8）",
    "district and year are read from plans.csv only": "地区和年份只从 plans.csv 读取",
    "name the column of its texts 'text' (正文), or nothing if it holds no plans": (
        "把正文列命名为“正文”；如无文件则无须处理"
    ),
    "no place in the table or the title lines": "表格和标题行中都没有地区",
    "no year in the table or the title lines": "表格和标题行中都没有年份",
    "fill in the columns district (地区) and year (年份) of the table": "填写表格的“地区”“年份”两列",
    "the Word file is broken": "Word 文件已损坏",
    "the PDF asks for a password": "PDF 有密码",
    "the PDF is broken": "PDF 已损坏",
    "the bytes are those of no text file": "内容不是文本",
    "neither UTF-8, GB18030, UTF-16 nor Big5 gives readable text": "按 UTF-8、GB18030、UTF-16、Big5 都读不出文字",
    "Chinese in UTF-8 was read as Western letters and saved so": "UTF-8 中文曾被当作西文字母另存",
    "no place in plans.csv, the file name or the title lines": "plans.csv、文件名和标题行中都没有地区",
    "no year in plans.csv, the file name or the title lines": "plans.csv、文件名和标题行中都没有年份",
}
"""What tables say in sentences, in Chinese; in English it stands as it is."""

SENTENCES = {
    r"(multilingual-e5-small) from (\S+ [\d.]+), (\d+)-bit products \((u?int8) weights\)": (
        r"\1（取自 \2，\3 位整数乘法，\4 权重）"
    ),
    r"permuting (\d+) whole plans, all (\d+) arrangements": r"对 \1 份文件整份置换，全部 \2 种排列",
    r"permuting (\d+) whole plans, (\d+) arrangements drawn": r"对 \1 份文件整份置换，随机抽取 \2 种排列",
    r"permuting (\d+) whole districts, all (\d+) arrangements": r"对 \1 个地区整体置换，全部 \2 种排列",
    r"permuting (\d+) whole districts, (\d+) arrangements drawn": r"对 \1 个地区整体置换，随机抽取 \2 种排列",
    r"swapping the plans of (\d+) pairs, all (\d+) arrangements": r"对 \1 对文件互换，全部 \2 种排列",
    r"swapping the plans of (\d+) pairs, (\d+) arrangements drawn": r"对 \1 对文件互换，随机抽取 \2 种排列",
    r"no test: fewer than (\d+) plans a side \((\d+) and (\d+)\)": r"未作检验：每方不足 \1 份文件（\2 份与 \3 份）",
    r"no test: fewer than (\d+) districts a side \((\d+) and (\d+)\)": (
        r"未作检验：每方不足 \1 个地区（\2 个与 \3 个）"
    ),
    r"no test: (\d+) plans? (?:is|are) on both sides": r"未作检验：有 \1 份文件同属两方",
    r"percentiles among all ([\d,]+) pairs of ([\d,]+) plans": r"百分位指在 \2 份文件的全部 \1 对中的位置",
    r"percentiles among all ([\d,]+) pairs of ([\d,]+) plans, content's among ([\d,]+) of them drawn": (
        r"百分位指在 \2 份文件的全部 \1 对中的位置，内容的百分位按随机抽取的 \3 对"
    ),
    r"([\d,]+) pairs?: too few for percentiles, which need ([\d,]+)": r"只有 \1 对，不足 \2 对：不给百分位",
    r"([\d,]+) segments: too few for content, which needs ([\d,]+)": r"只有 \1 段，不足 \2 段：不比较内容",
    r"every segment has the same topic with each of (\d+) other seeds: nothing random enters the topics": (
        r"换 \1 个随机种子，每段的话题都不变：话题中没有随机成分"
    ),
    r"([\d,]+) characters, more than ([\d,]+)": r"\1 字，超过 \2 字",
    r"([\d,]+) MB, more than ([\d,]+) MB": r"\1 MB，超过 \2 MB",
    r"the Word file unpacks to ([\d,]+) MB of text and marks": r"Word 文件解压后有 \1 MB",
    r"a table of kind ([^;]*)": r"\1 格式的表格",
    r"tables are read as (.*)": r"可读的表格为 \1",
    r"the folder cannot be opened \((.*)\)": r"文件夹打不开（\1）",
    r"files of kind ([^;]*)": r"\1 格式的文件",
    r"one plan a file is read as (.*)": r"一份文件一个文档，可读 \1",
    r"the file cannot be opened \((.*)\)": r"文件打不开（\1）",
    r"page (\d+) of the PDF is broken": r"PDF 第 \1 页已损坏",
    r"(\d+) pages with (\d+) characters: the pages are pictures": r"\1 页共 \2 字：页面是图片",
    r"the bytes are those of (.*), not of a text": r"内容是 \1，不是文本",
    r"the bytes are no sound (.*)": r"内容不是完整的 \1",
    r"(\d+) characters are the debris of a wrong decoding": r"有 \1 个乱码字符",
    r"(\d+) control characters stand in it": r"有 \1 个控制字符",
    r"(.*) names it, but there is no such file": r"\1 列出，但没有这个文件",
    r"the same text as (.*), character by character": r"与 \1 逐字相同",
    r"the same text as (.*); read once, under this name": r"与 \1 相同；只读一次，用此名",
    r"(.*) is also what (.*) (?:is|are) for": r"\1 与 \2 重复",
    r"(\d+) % of its runs of five characters are those of (.*)": r"五字串中有 \1 % 与 \2 相同",
    r"(\d+) of (\d+) characters are Chinese: headings, review and plan are only guessed": (
        r"\2 字中只有 \1 个汉字：标题、回顾与计划只能猜测"
    ),
    r"the text speaks of the nation (\d+) times and of a place of its own (\d+) times": (
        r"提到全国 \1 次，提到本地 \2 次"
    ),
    r"(.*) \(looked for: (.*)\) is never named in the text": r"文中没有 \1（查找：\2）",
    r"the year is (\d+) by (.*), its headings speak of the plan for (\d+)": r"年份为 \1（据 \2），标题却是 \3 年的计划",
    r"the last words are …(.*)": r"结尾是：…\1",
    r"([\d,]+) characters of review and ([\d,]+) of plan: the second part may be missing": (
        r"回顾 \1 字，计划 \2 字：后半部分可能缺失"
    ),
    r"([\d,]+) of ([\d,]+) characters were taken for remnants": r"\2 字中有 \1 字被当作残留清理",
}
"""Sentences with numbers or names in them, as patterns, and what they are in Chinese."""
